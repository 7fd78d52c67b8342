package io.weir.broker.security;

import java.net.InetAddress;

/** Decides every access to every resource; the only place that does. Called often: must not block. */
public interface Authorizer {

    /** Permits everything: what holds until security is configured. */
    Authorizer ALLOW_ALL = (_, _, _, _) -> true;

    /** True when the principal, connecting from the host, may have this access to the resource of that name. */
    boolean permits(Principal principal, InetAddress host, Access access, String resourceName);
}
