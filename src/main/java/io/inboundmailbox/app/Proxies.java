package io.inboundmailbox.app;

import io.inboundmailbox.plan.HostList;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/// The proxies that the environment names in `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, upper or lower case, as Go's
/// programs read them: `NO_PROXY` holds names, which stand for all names below as well, addresses and networks, or `*`;
/// the own machine is always reached directly. A user name in a proxy's URL is not used. Thread-safe.
final class Proxies extends ProxySelector {
    private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|.*[:/].*");
    private static final HostList OWN_MACHINE = HostList.parse("localhost, 127.0.0.0/8, ::1");

    private final @Nullable InetSocketAddress https;
    private final @Nullable InetSocketAddress http;
    private final List<String> names;
    private final HostList addresses;

    private Proxies(@Nullable InetSocketAddress https, @Nullable InetSocketAddress http, List<String> names,
            HostList addresses) {
        this.https = https;
        this.http = http;
        this.names = names;
        this.addresses = addresses;
    }

    /// @throws ConfigurationException when a proxy is none
    static ProxySelector from(Map<String, String> environment) throws ConfigurationException {
        var direct = Arrays.stream(value(environment, "NO_PROXY").split(","))
                .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
                .filter(entry -> !entry.isEmpty())
                .collect(Collectors.partitioningBy(entry -> NUMERIC.matcher(entry).matches()));
        var addresses = direct.getOrDefault(true, List.of()).stream().flatMap(Proxies::network).toList();
        return new Proxies(address(environment, "HTTPS_PROXY"), address(environment, "HTTP_PROXY"),
                direct.getOrDefault(false, List.of())
                        .stream()
                        .map(entry -> entry.startsWith("*.") ? entry.substring(1) : entry)
                        .toList(),
                new HostList(addresses));
    }

    @Override
    public List<Proxy> select(URI uri) {
        var proxy = "https".equalsIgnoreCase(uri.getScheme()) ? https : http;
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
        return OWN_MACHINE.names(name) || addresses.names(name)
                || names.stream()
                        .anyMatch(entry -> entry.equals("*") || name.equals(entry)
                                || name.endsWith(entry.startsWith(".") ? entry : "." + entry));
    }

    /// What cannot be read is passed over, as Go does it: `NO_PROXY` is often the same for everything in a cluster.
    private static Stream<HostList.Entry> network(String text) {
        try {
            return HostList.parse(text).entries().stream();
        } catch (IllegalArgumentException e) {
            LoggerFactory.getLogger(Proxies.class)
                    .atWarn()
                    .log("NO_PROXY holds an entry that is no host and no network");
            return Stream.empty();
        }
    }

    private static @Nullable InetSocketAddress address(Map<String, String> environment, String name)
            throws ConfigurationException {
        var proxy = value(environment, name);
        if (proxy.isEmpty()) {
            return null;
        }
        try {
            var uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
            if (uri.getHost() != null && uri.getPort() <= 65_535) {
                return InetSocketAddress.createUnresolved(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
            }
        } catch (URISyntaxException e) {
            // Its message would show the value, which may hold a password.
            throw unusable(name);
        }
        throw unusable(name);
    }

    private static ConfigurationException unusable(String name) {
        return new ConfigurationException(List.of(name + " must be a URL such as http://proxy.example.com:3128."));
    }

    private static String value(Map<String, String> environment, String name) {
        var upper = environment.getOrDefault(name, "");
        return (upper.isBlank() ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper).strip();
    }
}
