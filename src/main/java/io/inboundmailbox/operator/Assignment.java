package io.inboundmailbox.operator;

import io.inboundmailbox.mail.Hash;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who *should* own each bucket among some members, by rendezvous hashing: a member that comes or goes moves only its
/// own share. It says nothing about who owns a bucket; that is written in the bucket itself. A value.
final class Assignment {
    private final SortedSet<String> members;
    private final List<String> owners;

    /// @param members at least one
    Assignment(Collection<String> members) {
        if (members.isEmpty()) {
            throw new IllegalArgumentException("members must not be empty");
        }
        this.members = new TreeSet<>(members);
        this.owners = new ArrayList<>(BucketId.COUNT);
        BucketId.all().forEach(bucket -> owners.add(highest(bucket)));
    }

    SortedSet<String> members() {
        return new TreeSet<>(members);
    }

    String owner(BucketId bucket) {
        return owners.get(bucket.number());
    }

    /// The first eight bytes of SHA-256 of `member/bucket` as an unsigned number; the highest wins, and of equal ones
    /// the name that sorts last.
    static long score(String member, BucketId bucket) {
        return Hash.of(member + "/" + bucket.hex()).prefix();
    }

    private String highest(BucketId bucket) {
        var best = members.first();
        for (var member : members) {
            if (Long.compareUnsigned(score(member, bucket), score(best, bucket)) >= 0) {
                best = member;
            }
        }
        return best;
    }
}
