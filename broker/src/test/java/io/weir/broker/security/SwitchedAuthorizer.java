package io.weir.broker.security;

import java.net.InetAddress;

/** Does what it was last told to do with everybody. */
final class SwitchedAuthorizer implements Authorizer {

    enum Mood {
        ALLOW,
        DENY,
        FAIL
    }

    private volatile Mood mood = Mood.ALLOW;

    void become(Mood newMood) {
        mood = newMood;
    }

    @Override
    public boolean permits(Principal principal, InetAddress host, Access access, String resourceName) {
        return switch (mood) {
            case ALLOW -> true;
            case DENY -> false;
            case FAIL -> throw new IllegalStateException("the authorizer is out of order");
        };
    }
}
