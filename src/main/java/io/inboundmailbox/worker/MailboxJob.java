package io.inboundmailbox.worker;

import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.plan.Rules;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.plan.SourceSettings;

/// What one worker does: the part of a plan that makes a difference to one mailbox. A worker whose job is equal to the
/// new one is left alone.
record MailboxJob(Mailbox mailbox, SourceSettings source, SinkSettings sink, Rules rules) {}
