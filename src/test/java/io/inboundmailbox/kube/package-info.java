/// Tests against a real kube-apiserver and etcd, and the fixture that starts them.
@NullMarked
package io.inboundmailbox.kube;

import org.jspecify.annotations.NullMarked;
