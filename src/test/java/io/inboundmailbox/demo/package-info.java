/// The demo: everything that the operator talks to, on this machine, and the operator as a process of its own. Started
/// by the Maven profile of the same name.
@NullMarked
package io.inboundmailbox.demo;

import org.jspecify.annotations.NullMarked;
