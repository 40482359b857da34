package io.arrears;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * No class needs itself by way of others, within a package or across packages. A nested class belongs to the class
 * around it. A sealed type names its kinds, and they name it: that is one thing said in several files, and no circle.
 */
class ClassCirclesTest {

    private static final Pattern USE = Pattern.compile(" +(io\\.arrears\\S+) +-> (io\\.arrears\\S+)");

    @Test
    void noClassNeedsItselfByWayOfOthers() throws Exception {
        Map<String, Set<String>> uses = uses(Path.of("target/classes"));
        assertTrue(uses.size() > 200, () -> "jdeps saw only " + uses.size() + " classes");
        leaveOutKinds(uses);
        assertEquals(List.of(), circles(uses));
    }

    @Test
    void aCircleOfThreeIsSeen() {
        Map<String, Set<String>> uses = new TreeMap<>(
                Map.of("A", Set.of("B", "D"), "B", Set.of("C"), "C", Set.of("A"), "D", Set.of("C"), "E", Set.of("A")));
        assertEquals(List.of("[A, B, C, D]"), circles(uses));
    }

    /** Which class uses which, nested classes counted as the class around them. */
    private static Map<String, Set<String>> uses(Path classes) {
        StringWriter out = new StringWriter();
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        PrintWriter writer = new PrintWriter(out);
        assertEquals(0, jdeps.run(writer, writer, "-verbose:class", "-filter:none", classes.toString()), out::toString);
        Map<String, Set<String>> uses = new TreeMap<>();
        out.toString().lines().forEach(line -> {
            Matcher use = USE.matcher(line);
            if (use.find() && !outer(use.group(1)).equals(outer(use.group(2)))) {
                uses.computeIfAbsent(outer(use.group(1)), name -> new TreeSet<>())
                        .add(outer(use.group(2)));
            }
        });
        return uses;
    }

    private static String outer(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static void leaveOutKinds(Map<String, Set<String>> uses) throws ClassNotFoundException {
        for (Map.Entry<String, Set<String>> each : uses.entrySet()) {
            Class<?> type = Class.forName(each.getKey(), false, ClassCirclesTest.class.getClassLoader());
            if (type.isSealed()) {
                for (Class<?> kind : type.getPermittedSubclasses()) {
                    each.getValue().remove(outer(kind.getName()));
                }
            }
        }
    }

    /** Classes that reach each other, as sorted texts, one a circle. */
    private static List<String> circles(Map<String, Set<String>> uses) {
        Map<String, Set<String>> reached = new TreeMap<>();
        uses.keySet().forEach(name -> reached.put(name, reachedFrom(name, uses)));
        Set<String> circles = new TreeSet<>();
        reached.forEach((name, others) -> {
            if (others.contains(name)) {
                Set<String> circle = new TreeSet<>(others);
                circle.removeIf(other -> !reached.getOrDefault(other, Set.of()).contains(name));
                circles.add(circle.toString());
            }
        });
        return List.copyOf(circles);
    }

    private static Set<String> reachedFrom(String name, Map<String, Set<String>> uses) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(uses.get(name));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (reached.add(next)) {
                open.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return reached;
    }
}
