package io.inboundmailbox.app;

import java.util.List;

/// The environment cannot be used as it is. Ends the start; the message holds one sentence per mistake, each on a line
/// of its own.
public final class ConfigurationException extends Exception {
    private static final long serialVersionUID = 1L;

    private final List<String> mistakes;

    ConfigurationException(List<String> mistakes) {
        this.mistakes = List.copyOf(mistakes);
        super(String.join(System.lineSeparator(), mistakes));
    }

    /// All of them, in the order of the keys.
    public List<String> mistakes() {
        return mistakes;
    }
}
