package io.inboundmailbox.plan;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.ResourceKey;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that should run for one resource. Equal plans change nothing; a plan that differs restarts just the
/// workers concerned.
///
/// @param resource for whom
/// @param mailboxes one worker each; empty while the resource is suspended
/// @param source how they are read
/// @param sink where the messages go
/// @param rules how they are worked through
/// @param createdAt when the resource was created: the `Now` of the mailboxes it named first
/// @param fetchRequest the value of the annotation `fetch-requested-at`; a new one polls at once and restarts nothing
public record WorkerPlan(ResourceKey resource, List<Mailbox> mailboxes, SourceSettings source, SinkSettings sink,
        Rules rules, Instant createdAt, @Nullable String fetchRequest) {
    public WorkerPlan {
        mailboxes = List.copyOf(mailboxes);
    }
}
