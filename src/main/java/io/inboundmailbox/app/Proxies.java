package io.inboundmailbox.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The proxies that the environment names in `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, upper or lower case, as curl
/// and Go read them. Thread-safe.
final class Proxies extends ProxySelector {
    private final @Nullable InetSocketAddress https;
    private final @Nullable InetSocketAddress http;
    private final List<String> direct;

    private Proxies(@Nullable InetSocketAddress https, @Nullable InetSocketAddress http, List<String> direct) {
        this.https = https;
        this.http = http;
        this.direct = direct;
    }

    static ProxySelector from(Map<String, String> environment) {
        var direct = Arrays.stream(value(environment, "NO_PROXY").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
                .toList();
        return new Proxies(address(value(environment, "HTTPS_PROXY")), address(value(environment, "HTTP_PROXY")),
                direct);
    }

    @Override
    public List<Proxy> select(URI uri) {
        var proxy = "https".equals(uri.getScheme()) ? https : http;
        return proxy == null || isDirect(Objects.requireNonNullElse(uri.getHost(), ""))
                ? List.of(Proxy.NO_PROXY)
                : List.of(new Proxy(Proxy.Type.HTTP, proxy));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        LoggerFactory.getLogger(Proxies.class).atDebug().setCause(failure).log("Proxy did not answer");
    }

    private boolean isDirect(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        return direct.stream()
                .anyMatch(entry -> entry.equals("*") || name.equals(entry)
                        || name.endsWith(entry.startsWith(".") ? entry : "." + entry));
    }

    private static @Nullable InetSocketAddress address(String proxy) {
        if (proxy.isEmpty()) {
            return null;
        }
        var uri = URI.create(proxy.contains("://") ? proxy : "http://" + proxy);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("HTTPS_PROXY and HTTP_PROXY must be URLs such as http://proxy:3128");
        }
        return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    }

    private static String value(Map<String, String> environment, String name) {
        var upper = environment.getOrDefault(name, "");
        return (upper.isBlank() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper).strip();
    }
}
