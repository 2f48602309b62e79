package io.inboundmailbox.app;

import java.util.List;
import java.util.function.Function;

/// An environment variable, declared once.
///
/// @param <T> what its value means
/// @param name of the variable
/// @param type in words, for the documentation
/// @param preset the default in words, for the documentation
/// @param sentence what it is for
/// @param parser from the trimmed text, which is never empty, to the value; throws [IllegalArgumentException] with a
///     message that says what the value must be ("must be a number")
/// @param fallback the value where the variable is not set or blank
record ConfigurationKey<T>(String name, String type, String preset, String sentence, Function<String, T> parser,
        T fallback) {

    /// With the default written as a user would write it.
    static <T> ConfigurationKey<T> of(String name, String type, String preset, String sentence,
            Function<String, T> parser) {
        return new ConfigurationKey<>(name, type, "`" + preset + "`", sentence, parser, parser.apply(preset));
    }

    /// A list, empty by default.
    static <T> ConfigurationKey<List<T>> list(String name, String type, String sentence, Function<String, T> parser) {
        return new ConfigurationKey<>(name, type, "empty", sentence,
                text -> List.of(text.split(",", -1))
                        .stream()
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .map(parser)
                        .distinct()
                        .toList(),
                List.of());
    }
}
