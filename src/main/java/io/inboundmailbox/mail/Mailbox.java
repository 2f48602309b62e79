package io.inboundmailbox.mail;

/// One folder of one mailbox, read for one resource: the unit of polling, of ordering and of the cursor.
///
/// @param resource the `InboundMailbox` it is read for
/// @param address the address of the mailbox, lower case
/// @param protocol how it is read
/// @param server `host:port` that is asked, derived from the cloud where the spec names none
/// @param folder the folder as the spec names it
public record Mailbox(ResourceKey resource, String address, Protocol protocol, String server, String folder) {

    /// The identity under which cursors are kept: it changes with everything that makes a cursor meaningless.
    public String key() {
        return String.join("|", resource.toString(), address, protocol.name(), server, folder);
    }

    /// For logs: never the address, which is personal data (a short hash of the key instead).
    public String logId() {
        return Hash.of(key()).hex().substring(0, 12);
    }
}
