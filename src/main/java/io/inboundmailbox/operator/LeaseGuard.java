package io.inboundmailbox.operator;

import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.worker.Guard;

/// Lets a worker act while the claim of its bucket stands and the own Lease covers it. Closes by itself when renewals
/// fail, before another process can take over; opens again only after the claim was written anew.
public final class LeaseGuard implements Guard {
    private final Buckets buckets;

    public LeaseGuard(Buckets buckets) {
        this.buckets = buckets;
    }

    @Override
    public boolean allows(ResourceKey resource) {
        return buckets.covers(resource);
    }
}
