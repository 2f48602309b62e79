package io.inboundmailbox.demo;

import java.io.Console;
import java.io.PrintStream;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the demo shows: lines on standard output, with colours only where a person looks at a terminal. Thread-safe.
final class Screen {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;
    private final boolean colours;

    Screen(PrintStream out, boolean colours) {
        this.out = out;
        this.colours = colours;
    }

    /// The screen of this process; see [no-color.org](https://no-color.org).
    static Screen of(PrintStream out, @Nullable Console console, Map<String, String> environment) {
        var terminal = console != null && console.isTerminal();
        return new Screen(out, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /// A part that was started, or what can be done with it.
    void part(String name, String text) {
        line(Colour.Blue, name, text);
    }

    void mail(String text) {
        line(Colour.Plain, "mail", text);
    }

    void condition(boolean good, String text) {
        line(good ? Colour.Green : Colour.Yellow, "condition", text);
    }

    void problem(String text) {
        line(Colour.Red, "problem", text);
    }

    /// A line without time and topic.
    void plain(String text) {
        out.println(text);
    }

    private void line(Colour colour, String topic, String text) {
        var padded = "%-10s".formatted(topic);
        var shown = colours ? "\u001b[" + colour.code + "m" + padded + "\u001b[0m" : padded;
        out.println(LocalTime.now(ZoneId.systemDefault()).format(TIME) + "  " + shown + " " + text);
    }

    private enum Colour {
        Plain(0),
        Red(31),
        Green(32),
        Yellow(33),
        Blue(34);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }
}
