package io.inboundmailbox;

import org.slf4j.LoggerFactory;

/// The command line.
public final class Main {
    private Main() {}

    static void main(String... args) {
        LoggerFactory.getLogger(Main.class).atInfo().addKeyValue("java", Runtime.version()).log("Starting");
    }
}
