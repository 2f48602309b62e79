package io.inboundmailbox.demo;

import io.inboundmailbox.mail.Hash;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the mailbox holds, held against what the receiver got.
///
/// @param delivered messages of the mailbox whose exact bytes came
/// @param held messages in the mailbox
/// @param mismatches a sentence for each difference
record Truth(int delivered, int held, List<String> mismatches) {
    Truth {
        mismatches = List.copyOf(mismatches);
    }

    /// Each message must have come under an event id of its own, however often, and nothing else may have come. Equal
    /// messages are as many events.
    ///
    /// @param held the digest of each message in the mailbox
    /// @param received the digests of the bodies that came under each event id
    static Truth compare(List<Hash> held, Map<String, Set<Hash>> received) {
        var mismatches = new ArrayList<String>();
        var came = new HashMap<Hash, Integer>();
        received.forEach((event, bodies) -> {
            if (bodies.size() > 1) {
                mismatches.add("event " + event + " came with " + bodies.size() + " different bodies");
            }
            bodies.forEach(body -> came.merge(body, 1, Integer::sum));
        });
        var delivered = 0;
        for (var message : held) {
            if (came.getOrDefault(message, 0) > 0) {
                came.merge(message, -1, Integer::sum);
                delivered++;
            } else {
                mismatches.add("the mailbox holds " + message + ", which did not come");
            }
        }
        came.forEach((body, surplus) -> {
            if (surplus > 0) {
                mismatches.add(body + " came, which the mailbox does not hold, or not that often");
            }
        });
        return new Truth(delivered, held.size(), mismatches);
    }

    boolean holds() {
        return mismatches.isEmpty() && delivered == held && held > 0;
    }

    /// The last line of the demo.
    String summary() {
        return "delivered " + delivered + " of " + held + " messages";
    }
}
