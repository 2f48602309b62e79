package io.inboundmailbox.testing;

import io.inboundmailbox.mail.Hash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Reads one request body to its end, in one buffer's memory (and the bytes that are to be kept).
final class ReceivedBody {
    private final MessageDigest digest = Hash.digest();
    private final SignatureCheck.Running check;
    private final long keepUpTo;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long size;
    private @Nullable Hash sha256;

    ReceivedBody(SignatureCheck.Running check, long keepUpTo) {
        this.check = check;
        this.keepUpTo = keepUpTo;
    }

    void read(InputStream bytes) throws IOException {
        var buffer = new byte[16384];
        for (var count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
            digest.update(buffer, 0, count);
            check.update(buffer, count);
            size += count;
            if (size <= keepUpTo) {
                kept.write(buffer, 0, count);
            }
        }
        sha256 = Hash.of(digest.digest());
    }

    Hash sha256() {
        if (sha256 == null) {
            throw new IllegalStateException("the body was not read to its end");
        }
        return sha256;
    }

    long size() {
        return size;
    }

    SignatureCheck.Result signature() {
        return check.result();
    }

    @Nullable
    String kept() {
        return size <= keepUpTo ? kept.toString(StandardCharsets.ISO_8859_1) : null;
    }
}
