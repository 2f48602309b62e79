package io.inboundmailbox.source.imap;

import java.time.Instant;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/// What the server told about the open folder, and how many of its messages it has shown. Exchange sometimes counts
/// mail that SEARCH and FETCH do not show yet, so the two are kept apart: a count above what was shown means that a
/// look was not complete.
final class FolderState {
    private static final long UNKNOWN = -1;

    private final Instant openedAt;
    private long uidValidity;
    private long exists;
    /// [#exists] when the current look began: what arrives during a look may show up in the next one.
    private long expected;
    /// How many messages were shown, or [#UNKNOWN] before all were counted once.
    private long shown = UNKNOWN;
    private long highestShown;
    /// Whether something came or went that no look has begun after.
    private boolean changed = true;
    /// Whether something had come or gone when the current look began.
    private boolean news = true;

    FolderState(Instant openedAt) {
        this.openedAt = openedAt;
    }

    /// Takes in an untagged response (RFC 3501, section 7.3): EXISTS, EXPUNGE, UIDVALIDITY; leaves others alone.
    void see(IMAPResponse response) {
        if (response.keyEquals("EXISTS")) {
            exists = response.getNumber();
            changed = true;
        } else if (response.keyEquals("EXPUNGE")) {
            exists = Math.max(0, exists - 1);
            expected = Math.max(0, expected - 1);
            shown = shown == UNKNOWN ? UNKNOWN : Math.max(0, shown - 1);
            changed = true;
        } else if (response.isUnTagged() && response.isOK()) {
            ResponseCode.number(response, "UIDVALIDITY").ifPresent(value -> uidValidity = value);
        }
    }

    long uidValidity() {
        return uidValidity;
    }

    Instant openedAt() {
        return openedAt;
    }

    /// A look begins: what is counted now must be shown at its end.
    void beginLook() {
        expected = exists;
        news = changed;
        changed = false;
    }

    /// Whether all messages were shown once, so that only higher UIDs need to be asked for.
    boolean counted() {
        return shown != UNKNOWN;
    }

    /// Whether there can be nothing above this UID that was not shown already. Goes by whether anything was announced
    /// at all, not by the numbers: there are servers that count what they announce in the wrong order.
    boolean nothingAbove(long uid) {
        return counted() && !news && complete() && uid >= highestShown;
    }

    /// All messages there are, in ascending order.
    void showedAll(long[] uids) {
        shown = uids.length;
        highestShown = uids.length == 0 ? 0 : uids[uids.length - 1];
    }

    /// All messages above some UID, in ascending order.
    void showedAbove(long[] uids) {
        for (var uid : uids) {
            if (uid > highestShown) {
                shown++;
                highestShown = uid;
            }
        }
    }

    /// Whether the server has shown what it had counted when the look began.
    boolean complete() {
        return shown >= expected;
    }
}
