package io.weir.console.configs;

import io.weir.console.http.Body;
import io.weir.console.http.ProblemException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;

/**
 * What somebody wants of settings.
 *
 * @param reset those that nobody shall have set for this owner itself
 */
record Change(Map<String, String> set, List<String> reset, boolean validateOnly) {

    static Change of(Body body) {
        Body known = body.only("set", "reset", "validateOnly");
        Change change = new Change(known.textsByName("set"), known.texts("reset"), known.flag("validateOnly", false));
        if (change.set.isEmpty() && change.reset.isEmpty()) {
            throw ProblemException.badInput(
                    "set", "nothing is to change; set has names with values, reset the names of what goes back");
        }
        for (String name : change.reset) {
            if (change.set.containsKey(name)) {
                throw ProblemException.badInput("reset", name + " is in set and in reset; it goes into one of them");
            }
        }
        return change;
    }

    Collection<AlterConfigOp> operations() {
        List<AlterConfigOp> operations = new ArrayList<>();
        set.forEach((name, value) -> operations.add(new AlterConfigOp(new ConfigEntry(name, value), OpType.SET)));
        reset.forEach(name -> operations.add(new AlterConfigOp(new ConfigEntry(name, ""), OpType.DELETE)));
        return operations;
    }

    /** Whether settings look as if this had been done to them; how a value is written may differ. */
    boolean isSeenIn(Owner owner, List<SettingRow> rows) {
        return rows.stream().allMatch(row -> {
            boolean isOwn = row.source() == owner.own();
            if (reset.contains(row.name())) {
                return !isOwn;
            }
            String wanted = set.get(row.name());
            return wanted == null
                    || (isOwn
                            && row.value().map(value -> sameText(value, wanted)).orElse(true));
        });
    }

    private static boolean sameText(String one, String other) {
        return one.replace(" ", "").equalsIgnoreCase(other.replace(" ", ""));
    }
}
