package io.weir.coordination.group;

/**
 * Who sent a request, as far as coordinators care.
 *
 * @param clientId what the client calls itself; begins the member ids made for it
 * @param clientHost where it connects from, in the form group descriptions show ("/127.0.0.1")
 * @param principal the authenticated name, "ANONYMOUS" where nobody asked
 * @param apiVersion the version of the request, which decides on the answer's shape
 */
public record RequestContext(String clientId, String clientHost, String principal, int apiVersion) {}
