package io.inboundmailbox.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.ReducedStateItemStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Rings when a Secret or a ConfigMap that is asked for may have changed. It keeps names and versions of Secrets, never
/// their data, and skips Helm releases and service account tokens by field selector; of ConfigMaps it watches only
/// those that are named. Thread-safe.
final class Bell implements AutoCloseable {
    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Consumer<Reference> ring;
    private final List<SharedIndexInformer<Secret>> secrets = new ArrayList<>();
    private final Map<Reference, SharedIndexInformer<ConfigMap>> configMaps = new HashMap<>();

    /// @param namespaces those that are watched; empty means all
    Bell(KubernetesClient client, Set<String> namespaces, Consumer<Reference> ring) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.ring = ring;
    }

    /// Begins to listen to Secrets. Returns at once; the first list rings for every Secret there is.
    synchronized void start() {
        var all = client.secrets();
        if (namespaces.isEmpty()) {
            secrets.add(listen(all.inAnyNamespace()
                    .withoutField("type", "helm.sh/release.v1")
                    .withoutField("type", "kubernetes.io/service-account-token")
                    .runnableInformer(0)));
        }
        for (var namespace : namespaces) {
            secrets.add(listen(all.inNamespace(namespace)
                    .withoutField("type", "helm.sh/release.v1")
                    .withoutField("type", "kubernetes.io/service-account-token")
                    .runnableInformer(0)));
        }
    }

    /// Begins to listen to one ConfigMap, if it does not already.
    synchronized void listenTo(Reference reference) {
        if (reference.kind() == Reference.Kind.ConfigMap) {
            configMaps.computeIfAbsent(reference, _ -> {
                var informer = client.configMaps()
                        .inNamespace(reference.namespace())
                        .withName(reference.name())
                        .runnableInformer(0);
                informer.addEventHandler(new Ringer<>(Reference.Kind.ConfigMap));
                informer.exceptionHandler((started, failure) -> true);
                informer.start();
                return informer;
            });
        }
    }

    /// Stops to listen to the ConfigMaps that nobody asks for.
    synchronized void keepOnly(Predicate<Reference> wanted) {
        configMaps.entrySet().removeIf(entry -> {
            var unwanted = !wanted.test(entry.getKey());
            if (unwanted) {
                entry.getValue().stop();
            }
            return unwanted;
        });
    }

    private SharedIndexInformer<Secret> listen(SharedIndexInformer<Secret> informer) {
        informer.itemStore(new ReducedStateItemStore<>(ReducedStateItemStore.UID_KEY_STATE, Secret.class,
                client.getKubernetesSerialization(), "metadata.namespace", "metadata.name",
                "metadata.resourceVersion"));
        informer.addEventHandler(new Ringer<>(Reference.Kind.Secret));
        informer.exceptionHandler((started, failure) -> true);
        informer.start();
        return informer;
    }

    private final class Ringer<T extends HasMetadata> implements ResourceEventHandler<T> {
        private final Reference.Kind kind;

        Ringer(Reference.Kind kind) {
            this.kind = kind;
        }

        @Override
        public void onAdd(T object) {
            ring(object);
        }

        @Override
        public void onUpdate(T before, T after) {
            ring(after);
        }

        @Override
        public void onDelete(T object, boolean finalStateUnknown) {
            ring(object);
        }

        private void ring(T object) {
            ring.accept(new Reference(kind, object.getMetadata().getNamespace(), object.getMetadata().getName()));
        }
    }

    @Override
    public synchronized void close() {
        secrets.forEach(SharedIndexInformer::stop);
        configMaps.values().forEach(SharedIndexInformer::stop);
    }
}
