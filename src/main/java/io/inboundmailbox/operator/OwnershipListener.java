package io.inboundmailbox.operator;

/// Hears what happens to buckets. Called on threads of the store, for different buckets at the same time; for one
/// bucket in order.
public interface OwnershipListener {
    /// The bucket must go to another replica. The guard is closed for it already. Stops the workers of all resources in
    /// the bucket and returns once they have ended: what they note meanwhile is still written; what is in flight when
    /// this returns may be repeated by the next owner. While this does not return, nobody else can have the bucket.
    void onRelease(BucketId bucket);

    /// Another process owns the bucket now. Stops its workers; nothing they do counts any more. Returns at once.
    void onLost(BucketId bucket);

    /// The answer of [Buckets#ownership] has changed for the resources in the bucket: claimed, released or lost.
    /// Returns at once.
    void onChanged(BucketId bucket);
}
