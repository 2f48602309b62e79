package io.inboundmailbox.app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads keys from an environment and collects what is wrong with it, so that all mistakes are told at once. Not
/// thread-safe; used once.
final class EnvironmentReader {
    private static final String PREFIX = "INBOUNDMAILBOX_";
    /// What Kubernetes adds for a Service whose name begins so: kubernetes.io/docs, "Service", "Environment variables".
    private static final Pattern SERVICE_LINK = Pattern
            .compile("([A-Z0-9_]+_SERVICE_(HOST|PORT)(_[A-Z0-9_]+)?|[A-Z0-9_]+_PORT_[0-9]+_(TCP|UDP|SCTP)(_[A-Z]+)?)");
    private static final Pattern SERVICE_ADDRESS = Pattern.compile("(tcp|udp|sctp)://.*");

    private final Map<String, String> environment;
    private final List<String> mistakes = new ArrayList<>();

    EnvironmentReader(Map<String, String> environment) {
        this.environment = new TreeMap<>(environment);
    }

    /// The value of a key; its fallback when it is not set, blank or wrong.
    <T> T read(ConfigurationKey<T> key) {
        var text = environment.getOrDefault(key.name(), "").strip();
        if (text.isEmpty()) {
            return key.fallback();
        }
        try {
            return key.parser().apply(text);
        } catch (IllegalArgumentException e) {
            mistake(key.name() + " is wrong: " + e.getMessage() + ".");
            return key.fallback();
        }
    }

    /// Whether one of the keys has a value, right or wrong.
    boolean isAnySet(ConfigurationKey<?>... keys) {
        return Arrays.stream(keys).anyMatch(key -> !environment.getOrDefault(key.name(), "").isBlank());
    }

    void mistake(String sentence) {
        mistakes.add(sentence);
    }

    /// Ends the reading.
    ///
    /// @throws ConfigurationException when anything was wrong, variables with our prefix that nobody knows included
    void finish() throws ConfigurationException {
        environment.forEach((name, value) -> {
            if (name.startsWith(PREFIX) && !isKnown(name) && !isServiceLink(name, value)) {
                mistake(name + " is not known; did you mean " + nearest(name) + "?");
            }
        });
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(mistakes);
        }
    }

    private static boolean isKnown(String name) {
        return ConfigurationKeys.ALL.stream().anyMatch(key -> key.name().equals(name));
    }

    private static boolean isServiceLink(String name, String value) {
        return SERVICE_LINK.matcher(name).matches() || SERVICE_ADDRESS.matcher(value).matches();
    }

    private static String nearest(String name) {
        return ConfigurationKeys.ALL.stream()
                .map(ConfigurationKey::name)
                .min(Comparator.comparingInt(known -> distance(known, name)))
                .orElseThrow();
    }

    /// Levenshtein's distance: the fewest letters to insert, delete or replace.
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        for (var j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (var i = 1; i <= one.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.length(); j++) {
                var replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
