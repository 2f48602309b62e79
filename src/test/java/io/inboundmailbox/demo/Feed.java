package io.inboundmailbox.demo;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/// Lets mail arrive, one message at a time: the samples, and after them, if it is to go on, small ones without end.
/// Thread-safe.
final class Feed {
    private final Consumer<Sample> mailbox;
    private final Queue<Sample> samples;
    private final boolean endless;
    private int arrived;

    Feed(Consumer<Sample> mailbox, List<Sample> samples, boolean endless) {
        this.mailbox = mailbox;
        this.samples = new ArrayDeque<>(samples);
        this.endless = endless;
    }

    /// The next message arrives.
    synchronized void next() {
        var sample = samples.poll();
        if (sample != null) {
            mailbox.accept(sample);
            arrived++;
        } else if (endless) {
            arrived++;
            mailbox.accept(SampleMessages.another(arrived));
        }
    }

    synchronized int arrived() {
        return arrived;
    }

    boolean endless() {
        return endless;
    }

    /// Whether nothing more arrives.
    synchronized boolean over() {
        return !endless && samples.isEmpty();
    }
}
