package io.inboundmailbox.source.imap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// UIDs as commands name them (RFC 3501, section 9, `sequence-set`).
final class UidSet {
    /// Exchange Server takes 10,240 bytes per command by default (`MaxCommandSize`), and the rest of the command needs
    /// some.
    static final int LONGEST = 7_900;

    private UidSet() {}

    /// `1:3,7` for 1, 2, 3 and 7, cut into as many sets as are needed to keep each below [#LONGEST] characters.
    ///
    /// @param ascending UIDs in ascending order
    static List<String> of(long[] ascending) {
        var sets = new ArrayList<String>();
        var set = new StringBuilder();
        for (int i = 0, next; i < ascending.length; i = next) {
            next = i + 1;
            while (next < ascending.length && ascending[next] == ascending[next - 1] + 1) {
                next++;
            }
            var range = ascending[i] + (next == i + 1 ? "" : ":" + ascending[next - 1]);
            if (!set.isEmpty() && set.length() + 1 + range.length() > LONGEST) {
                sets.add(set.toString());
                set.setLength(0);
            }
            set.append(set.isEmpty() ? "" : ",").append(range);
        }
        if (!set.isEmpty()) {
            sets.add(set.toString());
        }
        return List.copyOf(sets);
    }

    /// Those above a UID.
    ///
    /// @param ascending UIDs in ascending order
    static long[] above(long uid, long[] ascending) {
        var found = Arrays.binarySearch(ascending, uid + 1);
        return Arrays.copyOfRange(ascending, found >= 0 ? found : -found - 1, ascending.length);
    }
}
