package io.inboundmailbox.app;

import io.inboundmailbox.plan.CaBundle;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.event.Level;

/// From the text of an environment variable to its value. Each throws [IllegalArgumentException] with a message that
/// goes on after the variable's name: "must be …".
final class Parsers {
    /// RFC 1123 labels, as the API server asks of names.
    private static final String LABEL = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";
    private static final Pattern NAMESPACE = Pattern.compile(LABEL);
    private static final Pattern OBJECT_NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

    private Parsers() {}

    static boolean isObjectName(String text) {
        return OBJECT_NAME.matcher(text).matches();
    }

    static String objectName(String text) {
        require(isObjectName(text), "must be the name of a Kubernetes object: lower-case letters, digits, - and .");
        return text;
    }

    static String namespace(String text) {
        require(NAMESPACE.matcher(text).matches(),
                "must name namespaces: at most 63 lower-case letters, digits and - each");
        return text;
    }

    static int port(String text) {
        require(text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= 65_535, "must be a port between 0 and 65535");
        return Integer.parseInt(text);
    }

    /// `https://host[:port]`, without path, query or user.
    static URI origin(String text) {
        var wrong = "must be https://host[:port] or host[:port], without a path";
        try {
            var uri = new URI(text.contains("://") ? text : "https://" + text);
            require("https".equals(uri.getScheme()) && uri.getHost() != null && uri.getPort() <= 65_535
                    && uri.getRawUserInfo() == null && (uri.getRawPath().isEmpty() || "/".equals(uri.getRawPath()))
                    && uri.getRawQuery() == null && uri.getRawFragment() == null, wrong);
            return new URI("https", uri.getRawAuthority(), null, null, null);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrong, e);
        }
    }

    static String authority(String text) {
        var wrong = "must be a host name, with or without a port, but without scheme and path";
        require(!text.contains("/") && !text.contains("@"), wrong);
        try {
            require(new URI("https://" + text).getHost() != null, wrong);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrong, e);
        }
        return text;
    }

    static CaBundle caFile(String text) {
        try {
            return new CaBundle(Files.readString(path(text)));
        } catch (IOException e) {
            throw new IllegalArgumentException("must be a file that can be read", e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("must be a file with at least one PEM certificate", e);
        }
    }

    static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path", e);
        }
    }

    static OperatorConfig.LogFormat logFormat(String text) {
        return Arrays.stream(OperatorConfig.LogFormat.values())
                .filter(format -> format.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be text or json"));
    }

    static Level level(String text) {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be error, warn, info, debug or trace"));
    }

    static Duration duration(String text) {
        var matcher = DURATION.matcher(text);
        require(matcher.matches(), "must be a number with a unit: 500ms, 10s, 2m or 1h");
        var number = Long.parseLong(matcher.group(1));
        require(number > 0, "must be longer than nothing");
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    static Duration wholeSeconds(String text) {
        var duration = duration(text);
        require(duration.toMillis() % 1_000 == 0, "must be whole seconds, such as 10s");
        return duration;
    }

    private static void require(boolean right, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
