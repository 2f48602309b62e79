package io.inboundmailbox.source.imap;

import io.inboundmailbox.mail.MailFailure;
import io.inboundmailbox.mail.Mailbox;
import io.inboundmailbox.mail.Problem;
import io.inboundmailbox.mail.Reason;
import io.inboundmailbox.mail.RetryAdvice;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.SourceSettings;
import io.inboundmailbox.source.imap.Trouble.Answer;
import io.inboundmailbox.source.imap.Trouble.Lack;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/// Makes of trouble on a connection what a person may read: reason, sentence, advice. The words of servers end here.
final class ImapFailures {
    private static final Duration LONGEST_HINT = Duration.ofMinutes(15);
    private static final Pattern HINT = Pattern.compile("backoff time:\\s*(\\d{1,12})");

    private final Mailbox mailbox;
    private final SourceSettings settings;
    private final NetworkProblems network;

    ImapFailures(Mailbox mailbox, SourceSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
        this.network = new NetworkProblems(settings);
    }

    /// The failure that a trouble amounts to, depending on how far the session had come.
    MailFailure of(Stage stage, Trouble trouble) {
        return switch (trouble) {
            case Trouble.Lost lost -> fetching(network.of(stage, lost.why()), lost);
            case Trouble.Mismatched mismatched -> fetching(mismatch(mismatched.lack()), mismatched);
            case Trouble.FolderMissing missing -> fetching(folderNotFound(stage, missing.folder()), missing);
            case Trouble.NotShown notShown -> fetching(notShown(), notShown);
            case Trouble.Renumbered renumbered -> fetching(renumbered(), renumbered);
            case Trouble.Refused refused -> refused(stage, refused);
        };
    }

    private MailFailure refused(Stage stage, Trouble.Refused refused) {
        var text = refused.text().toLowerCase(Locale.ROOT);
        if (text.contains("throttled") || text.contains("backoff time")) {
            return fetching(throttled(text), refused);
        }
        if (text.contains("authenticated but not connected")) {
            return fetching(notAuthorized(), refused);
        }
        if (text.contains("server unavailable") || text.startsWith("[unavailable]")) {
            return fetching(unavailable(), refused);
        }
        return switch (stage) {
            case CONNECTING -> fetching(
                    refused.answer() == Answer.BYE ? unavailable() : mismatch(Lack.GREETING), refused);
            case LOGGING_IN -> logInRefused(refused);
            // The token was accepted, and then the door closed: that is how Exchange says that it lacks permission.
            case LOGGED_IN -> fetching(notAuthorized(), refused);
            case OPENING -> fetching(
                    refused.answer() == Answer.BAD ? unavailable() : notAuthorized(), refused);
            case READING -> fetching(unavailable(), refused);
            case SETTLING -> fetching(refused.answer() == Answer.NO ? notWritable() : unavailable(), refused);
        };
    }

    private MailFailure logInRefused(Trouble.Refused refused) {
        if (refused.answer() == Answer.BYE) {
            return fetching(unavailable(), refused);
        }
        return switch (settings.credentials()) {
            case Credentials.ClientSecret _ -> fetching(notAuthorized(), refused);
            case Credentials.Password password ->
                new MailFailure.Authenticating(passwordRejected(password), refused);
        };
    }

    private static Problem throttled(String text) {
        var matcher = HINT.matcher(text);
        // The unit is milliseconds also where it is left out (imapsync#272).
        var hint = matcher.find() ? Duration.ofMillis(Long.parseLong(matcher.group(1))) : null;
        var sentence = "The mail server asks for patience. Nobody need act; if it lasts, have fewer mailboxes or a "
                + "longer spec.interval.";
        if (hint == null) {
            return new Problem(Reason.Throttled, sentence, RetryAdvice.BACK_OFF);
        }
        return new Problem(Reason.Throttled, sentence,
                RetryAdvice.after(hint.compareTo(LONGEST_HINT) > 0 ? LONGEST_HINT : hint));
    }

    private Problem notAuthorized() {
        var sentence = switch (settings.credentials()) {
            case Credentials.ClientSecret secret ->
                "Exchange accepts the application's token but not its access to %s by IMAP. An Exchange administrator "
                        .formatted(mailbox.address())
                        + "must run: New-ServicePrincipal -AppId %s -ObjectId <object id from Enterprise applications, "
                                .formatted(secret.clientId())
                        + "not App registrations>; Add-MailboxPermission -Identity %s -User <that id> -AccessRights "
                                .formatted(mailbox.address())
                        + "FullAccess; and check Get-CASMailbox %s shows ImapEnabled True. Changes can take up to two "
                                .formatted(mailbox.address())
                        + "hours.";
            case Credentials.Password password ->
                "The mail server accepts the log-in of Secret %s but does not open folder %s (spec.folder). The mail "
                        .formatted(password.secretName(), mailbox.folder())
                        + "server's administrator must let this user read it by IMAP.";
        };
        return new Problem(Reason.MailboxNotAuthorized, sentence, RetryAdvice.SLOW);
    }

    private Problem notWritable() {
        return new Problem(Reason.MailboxNotAuthorized,
                "The mail server lets messages of %s be read but not marked, moved or deleted. Its administrator must "
                        .formatted(mailbox.address())
                        + "grant that, or set spec.afterDelivery.action and spec.rejected.moveTo to nothing.",
                RetryAdvice.SLOW);
    }

    private static Problem passwordRejected(Credentials.Password password) {
        return new Problem(Reason.CredentialsRejected,
                "The mail server refuses the user name or the password. Set the keys username and password of Secret "
                        + password.secretName() + " to what the server accepts.",
                RetryAdvice.NEVER);
    }

    private static Problem folderNotFound(Stage stage, String folder) {
        var field = stage == Stage.SETTLING ? "spec.afterDelivery.moveTo or spec.rejected.moveTo" : "spec.folder";
        return new Problem(Reason.FolderNotFound,
                "The mailbox has no folder %s (%s). Create it, or name one that exists: the path from the top, with / "
                        .formatted(folder, field)
                        + "between the names, exactly as the mailbox's owner sees them; only Inbox has the same name "
                        + "in every language.",
                RetryAdvice.after(Duration.ofMinutes(1)));
    }

    private Problem notShown() {
        return new Problem(Reason.MailNotShown,
                "The mail server counts messages in %s that it does not show, also on a new connection. Exchange does "
                        .formatted(mailbox.folder())
                        + "so now and then, and it passes; if it lasts, its administrator must repair the mailbox "
                        + "(New-MailboxRepairRequest).",
                RetryAdvice.BACK_OFF);
    }

    private Problem renumbered() {
        return new Problem(Reason.MailNotShown,
                "The mail server numbered folder %s anew while it was read. Nobody need act: it is read again."
                        .formatted(mailbox.folder()),
                RetryAdvice.BACK_OFF);
    }

    private Problem unavailable() {
        return new Problem(Reason.Unreachable,
                "The mail server %s answers, but cannot serve the mailbox now. Nobody need act unless it lasts; "
                        .formatted(settings.server())
                        + "then its administrator must look at the IMAP service.",
                RetryAdvice.BACK_OFF);
    }

    private Problem mismatch(Lack lack) {
        return network.mismatch(lack);
    }

    private static MailFailure fetching(Problem problem, Throwable cause) {
        return new MailFailure.Fetching(problem, cause);
    }
}
