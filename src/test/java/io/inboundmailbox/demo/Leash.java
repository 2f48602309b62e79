package io.inboundmailbox.demo;

/// Ends every process below this one when this JVM ends, and this JVM when Maven, which started it, is gone. The parts
/// have hooks of their own; this one also counts while they are being started. Only `kill -9` of this JVM escapes it.
final class Leash {
    private Leash() {}

    static void hold() {
        Runtime.getRuntime().addShutdownHook(new Thread(Leash::endChildren, "leash"));
        ProcessHandle.current().parent().ifPresent(Leash::follow);
    }

    private static void follow(ProcessHandle parent) {
        var _ = parent.onExit().thenRun(() -> System.exit(1));
    }

    private static void endChildren() {
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }
}
