package io.inboundmailbox;

import io.inboundmailbox.app.CommandLine;

/// The command line: `operator` (the default) runs the operator until it is told to stop.
public final class Main {
    private Main() {}

    static void main(String... args) {
        System.exit(CommandLine.run(System.getenv(), System.err, args));
    }
}
