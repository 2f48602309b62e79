package io.inboundmailbox.operator;

import java.util.Map;

/// What is known of a Secret or ConfigMap that a resource names.
sealed interface Lookup {
    /// It is being read; the resource is triggered once that is done.
    record Pending() implements Lookup {}

    /// It does not exist.
    record Absent() implements Lookup {}

    /// The operator may not read it.
    record Forbidden() implements Lookup {}

    /// Its data, decoded. Shown by nothing: the values of a Secret must not be printed.
    record Present(Map<String, String> data) implements Lookup {
        public Present {
            data = Map.copyOf(data);
        }

        @Override
        public String toString() {
            return "Present" + data.keySet();
        }
    }
}
