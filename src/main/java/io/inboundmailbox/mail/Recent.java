package io.inboundmailbox.mail;

import java.util.Arrays;
import java.util.List;

/// Fingerprints of what was delivered lately, oldest first. A value: adding returns a new one.
public record Recent(List<Long> fingerprints) {
    /// Enough for the overlap after a reset; kept small because it is written with every cursor.
    public static final int LIMIT = 128;

    public static final Recent NONE = new Recent(List.of());

    public Recent {
        fingerprints = List.copyOf(fingerprints.subList(Math.max(0, fingerprints.size() - LIMIT), fingerprints.size()));
    }

    public boolean knows(long fingerprint) {
        return fingerprints.contains(fingerprint);
    }

    /// With one more; beyond [#LIMIT] the oldest is forgotten.
    public Recent with(long fingerprint) {
        var more = Arrays.copyOf(fingerprints.toArray(Long[]::new), fingerprints.size() + 1);
        more[fingerprints.size()] = fingerprint;
        return new Recent(List.of(more));
    }
}
