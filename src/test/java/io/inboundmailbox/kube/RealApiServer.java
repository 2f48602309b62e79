package io.inboundmailbox.kube;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/// Marks a class of tests that need a real kube-apiserver; they get it from [ApiServer#shared()]. Where its binaries
/// are absent the tests are skipped with a loud line, or fail with `-Dapiserver.required=true`.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(ApiServerBinaries.class)
public @interface RealApiServer {}
