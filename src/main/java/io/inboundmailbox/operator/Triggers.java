package io.inboundmailbox.operator;

import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.mail.ResourceKey;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.function.Consumer;

/// Triggers reconciliations for everything that is no event of the API server: a Secret that was read, a bucket that
/// was claimed, a worker that learnt something. Thread-safe; returns at once.
final class Triggers implements Consumer<ResourceKey> {
    private final SimpleInboundEventSource<InboundMailbox> source = new SimpleInboundEventSource<>("triggers");

    @Override
    public void accept(ResourceKey resource) {
        if (source.isRunning()) {
            source.propagateEvent(new ResourceID(resource.name(), resource.namespace()));
        }
    }

    SimpleInboundEventSource<InboundMailbox> source() {
        return source;
    }
}
