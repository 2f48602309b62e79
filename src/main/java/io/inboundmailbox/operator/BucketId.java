package io.inboundmailbox.operator;

import io.inboundmailbox.mail.Hash;
import io.inboundmailbox.mail.ResourceKey;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/// One of the 256 parts into which the cursors of all resources are divided: the unit of ownership. The number of
/// buckets and the way from a resource to its bucket are for ever, because what is stored depends on both.
///
/// @param number 0 to 255
public record BucketId(int number) implements Comparable<BucketId> {
    public static final int COUNT = 256;

    public BucketId {
        if (number < 0 || number >= COUNT) {
            throw new IllegalArgumentException("number of a bucket must be between 0 and 255, not " + number);
        }
    }

    /// The bucket of a resource: the first byte of the SHA-256 digest of `namespace/name`.
    public static BucketId of(ResourceKey resource) {
        return new BucketId(HexFormat.fromHexDigits(Hash.of(resource.toString()).hex(), 0, 2));
    }

    static List<BucketId> all() {
        return IntStream.range(0, COUNT).mapToObj(BucketId::new).toList();
    }

    /// Two lower-case hexadecimal digits, as the ConfigMap's name ends.
    public String hex() {
        return HexFormat.of().toHexDigits((byte) number);
    }

    @Override
    public int compareTo(BucketId other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return hex();
    }
}
