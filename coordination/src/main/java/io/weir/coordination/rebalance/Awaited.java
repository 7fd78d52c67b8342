package io.weir.coordination.rebalance;

import java.util.ArrayList;
import java.util.List;

/** Members that a group waits for, told to people. */
public final class Awaited {

    private final List<String> members = new ArrayList<>();

    /** One more member; {@code host} as the coordinator sees it. */
    public void add(String memberId, String host) {
        members.add(memberId + " at " + host);
    }

    /** One clause that names them, with what they have yet to do; empty where there is nobody. */
    public String to(String doWhat) {
        if (members.isEmpty()) {
            return "";
        }
        String kind = members.size() == 1 ? "member " : "members ";
        return RebalanceReason.onOneLine(kind + RebalanceReason.shortened(members) + " to " + doWhat);
    }
}
