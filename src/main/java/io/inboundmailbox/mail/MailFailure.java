package io.inboundmailbox.mail;

import org.jspecify.annotations.Nullable;

/// An exception that maps to a condition: the subclass names the condition, the [Problem] says the rest. Foreign
/// exceptions become one of these once, at the edge of the adapter that met them.
public abstract sealed class MailFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    private MailFailure(Problem problem, @Nullable Throwable cause) {
        this.problem = problem;
        super(problem.sentence(), cause);
    }

    public final Problem problem() {
        return problem;
    }

    /// Something the spec names does not exist or cannot be used: condition `ResolvedRefs`.
    public static final class Resolving extends MailFailure {
        private static final long serialVersionUID = 1L;

        public Resolving(Problem problem) {
            super(problem, null);
        }
    }

    /// A token request or a log-in was not accepted: condition `Authenticated`.
    public static final class Authenticating extends MailFailure {
        private static final long serialVersionUID = 1L;

        public Authenticating(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }

    /// A mailbox cannot be read: condition `Fetching`.
    public static final class Fetching extends MailFailure {
        private static final long serialVersionUID = 1L;

        public Fetching(Problem problem, @Nullable Throwable cause) {
            super(problem, cause);
        }
    }
}
