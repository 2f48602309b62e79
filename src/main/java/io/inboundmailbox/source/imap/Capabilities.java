package io.inboundmailbox.source.imap;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;

/// What a server says it can do (RFC 3501, section 7.2.1). Names are upper case.
record Capabilities(Set<String> names) {
    static final Capabilities NONE = new Capabilities(Set.of());

    Capabilities {
        names = Set.copyOf(names);
    }

    /// With those of an untagged CAPABILITY response; other responses add nothing.
    Capabilities with(IMAPResponse response) {
        if (!response.keyEquals("CAPABILITY")) {
            return this;
        }
        var more = new HashSet<>(names);
        for (var name : response.getRest().split(" ", -1)) {
            if (!name.isBlank()) {
                more.add(name.toUpperCase(Locale.ROOT));
            }
        }
        return new Capabilities(more);
    }

    boolean has(String name) {
        return names.contains(name);
    }
}
