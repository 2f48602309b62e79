package io.inboundmailbox.telemetry;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What Prometheus would read: the lines of a scrape in the classic text format.
record Scraped(List<String> lines) {
    private static final Pattern LABEL = Pattern.compile("[{,]([a-z_]+)=");

    /// One metric.
    record Family(String name, String type, String help, Collection<String> labels) {}

    static Scraped of(Meters meters) {
        return new Scraped(meters.scrape(null).text().lines().toList());
    }

    /// The value of a series, spelled with its labels in alphabetical order; null when there is none.
    @Nullable
    Double value(String series) {
        return lines.stream()
                .filter(line -> line.startsWith(series + " "))
                .findFirst()
                .map(line -> Double.valueOf(line.substring(series.length() + 1)))
                .orElse(null);
    }

    /// The series that mention a text.
    List<String> mentioning(String text) {
        return lines.stream().filter(line -> !line.startsWith("#") && line.contains(text)).toList();
    }

    List<Family> families() {
        Map<String, String> help = new HashMap<>();
        lines.stream()
                .filter(line -> line.startsWith("# HELP "))
                .map(line -> line.split(" ", 4))
                .forEach(words -> help.put(words[2], words[3]));
        return lines.stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ", 4))
                .map(words -> new Family(words[2], words[3], help.getOrDefault(words[2], ""), labels(words[2])))
                .toList();
    }

    private Collection<String> labels(String name) {
        return lines.stream()
                .filter(line -> line.matches(name + "(_bucket|_sum|_count)?[{ ].*"))
                .flatMap(line -> LABEL.matcher(line).results())
                .map(label -> label.group(1))
                .filter(label -> !label.equals("le"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
