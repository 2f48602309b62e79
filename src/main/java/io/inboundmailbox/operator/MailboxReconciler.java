package io.inboundmailbox.operator;

import io.inboundmailbox.api.Annotations;
import io.inboundmailbox.api.InboundMailbox;
import io.inboundmailbox.api.InboundMailboxStatus;
import io.inboundmailbox.mail.ResourceKey;
import io.inboundmailbox.plan.Credentials;
import io.inboundmailbox.plan.SinkSettings;
import io.inboundmailbox.plan.WorkerPlan;
import io.inboundmailbox.status.Observation;
import io.inboundmailbox.status.References;
import io.inboundmailbox.status.Statuses;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Observe, evaluate, apply, summarise. Memory only: what takes time happens elsewhere and comes back as a trigger.
/// Thread-safe; JOSDK calls it for one resource at a time.
final class MailboxReconciler implements Reconciler<InboundMailbox> {
    private final Surroundings world;

    MailboxReconciler(Surroundings world) {
        this.world = world;
    }

    @Override
    public List<EventSource<?, InboundMailbox>> prepareEventSources(EventSourceContext<InboundMailbox> context) {
        world.residents().of(context.getPrimaryCache());
        return List.of(world.triggers().source());
    }

    @Override
    public UpdateControl<InboundMailbox> reconcile(InboundMailbox resource, Context<InboundMailbox> context) {
        var key = new ResourceKey(resource.getMetadata().getNamespace(), resource.getMetadata().getName());
        if (context.isPrimaryResourceDeleted()) {
            world.events().forget(resource);
            forget(key, context.isPrimaryResourceFinalStateUnknown());
            return UpdateControl.noUpdate();
        }
        if (world.buckets().ownership(key) != Ownership.HELD) {
            return UpdateControl.noUpdate();
        }
        if (world.buckets().seen(key)) {
            world.events().publish(resource, Transitions.RESUMED);
        }
        var objects = new NamedObjects(reference -> world.references().lookup(key, reference), key);
        var resolution = world.resolver().resolve(resource, objects);
        listen(key, objects, resolution);
        apply(key, resource, resolution);
        var seen = observe(key, resource, resolution);
        var status = Statuses.of(seen);
        world.watchers().observed(resource, status, planned(resolution));
        return summarise(key, resource, seen, status, context);
    }

    @Override
    public ErrorStatusUpdateControl<InboundMailbox> updateErrorStatus(InboundMailbox resource,
            Context<InboundMailbox> context, Exception failure) {
        // A defect of ours: JOSDK logs it and tries again; the conditions that stand are truer than a guess.
        return ErrorStatusUpdateControl.noStatusUpdate();
    }

    private void forget(ResourceKey key, boolean unseen) {
        world.workers().remove(key);
        world.references().keepOnly(key, Set.of());
        world.bell().keepOnly(world.references()::wants);
        world.feed().forget(key);
        world.pace().forget(key);
        world.watchers().forgotten(key);
        // Absence is not deletion: only a delete that was seen lets the cursors go, after their retention.
        if (!unseen) {
            world.buckets().forget(key);
        }
    }

    private void listen(ResourceKey key, NamedObjects objects, Resolution resolution) {
        objects.asked().forEach(world.bell()::listenTo);
        if (resolution instanceof Resolution.Planned) {
            world.references().keepOnly(key, objects.asked());
            world.bell().keepOnly(world.references()::wants);
        }
    }

    private void apply(ResourceKey key, InboundMailbox resource, Resolution resolution) {
        switch (resolution) {
            case Resolution.Planned(var plan) -> {
                if (world.workers().apply(plan)) {
                    world.events().publish(resource, Transitions.ROTATED);
                }
            }
            case Resolution.Failed _ -> world.workers().remove(key);
            // What runs goes on until it is known what should run.
            case Resolution.Pending _ -> {}
        }
    }

    private Observation observe(ResourceKey key, InboundMailbox resource, Resolution resolution) {
        var spec = resource.getSpec();
        var references = switch (resolution) {
            case Resolution.Planned _ -> new References.Resolved();
            case Resolution.Failed(var problem) -> new References.Unresolved(problem);
            case Resolution.Pending _ -> new References.Pending();
        };
        var annotations = resource.getMetadata().getAnnotations();
        return new Observation(resource.getMetadata().getGeneration(), resource.getStatus(), references,
                spec.addresses().size(), world.workers().reports(key), spec.suspend(), world.controller(),
                tokenKind(resolution), sinkUri(resolution),
                annotations == null ? null : annotations.get(Annotations.FETCH_REQUESTED_AT),
                world.clock().instant());
    }

    private UpdateControl<InboundMailbox> summarise(ResourceKey key, InboundMailbox resource, Observation seen,
            InboundMailboxStatus status, Context<InboundMailbox> context) {
        var overdue = Statuses.nextChange(seen);
        var next = overdue == null ? Duration.ofHours(1) : Duration.between(seen.now(), overdue).plusSeconds(1);
        return switch (world.pace().decide(key, seen.previous(), status)) {
            case StatusPace.Decision.Write _ -> {
                world.statuses().write(resource, status, context);
                world.watchers().statusWritten();
                Transitions.between(seen.previous(), status).forEach(note -> world.events().transition(resource, note));
                yield again(next);
            }
            case StatusPace.Decision.Later(var delay) -> again(delay.compareTo(next) < 0 ? delay : next);
            case StatusPace.Decision.Nothing _ -> again(next);
        };
    }

    private static UpdateControl<InboundMailbox> again(Duration delay) {
        return UpdateControl.<InboundMailbox>noUpdate().rescheduleAfter(delay);
    }

    private static @Nullable WorkerPlan planned(Resolution resolution) {
        return resolution instanceof Resolution.Planned(var plan) ? plan : null;
    }

    private static @Nullable String tokenKind(Resolution resolution) {
        return resolution instanceof Resolution.Planned(var plan)
                && plan.source().credentials() instanceof Credentials.ClientSecret ? "ClientSecret" : null;
    }

    private static @Nullable String sinkUri(Resolution resolution) {
        return resolution instanceof Resolution.Planned(var plan)
                && plan.sink() instanceof SinkSettings.Webhook(var url, _, _, _, _) ? withoutQuery(url) : null;
    }

    /// The query may hold a key, and is nobody's business.
    private static String withoutQuery(URI url) {
        var text = url.toString();
        var query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }
}
