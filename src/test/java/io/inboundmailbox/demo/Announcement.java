package io.inboundmailbox.demo;

/// Says what is going on while Maven, told to be quiet, builds. Run from its source, before anything is compiled, so it
/// must need nothing but the JDK.
final class Announcement {
    private Announcement() {}

    public static void main(String[] args) {
        System.out.println("Building the operator and its demo; the first time this takes a minute or two.");
    }
}
