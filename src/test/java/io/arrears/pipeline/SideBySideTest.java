package io.arrears.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    private final Queue<String> done = new ConcurrentLinkedQueue<>();

    @Test
    void workStartsWhenAllItNeedsIsDone() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        needs.put("a", Set.of());
        for (int i = 0; i < 20; i++) {
            needs.put("b" + i, Set.of("a"));
        }
        needs.put("c", Set.copyOf(needs.keySet()));
        Map<String, Integer> position = SideBySide.inOrder(needs, key -> {
            done.add(key);
            return done.size();
        });
        assertEquals(List.copyOf(needs.keySet()), List.copyOf(position.keySet()));
        assertEquals("a", done.peek());
        assertEquals("c", done.stream().skip(21).findFirst().orElseThrow());
        assertEquals(22, done.size());
    }

    @Test
    void whatNeedsFailedWorkDoesNotStartAndTheFailureIsThrownAfterTheOthersEnded() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        needs.put("broken", Set.of());
        needs.put("needs it", Set.of("broken"));
        needs.put("free", Set.of());
        needs.put("needs free", Set.of("free"));
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> SideBySide.inOrder(needs, key -> {
                    if (key.equals("broken")) {
                        throw new IllegalStateException("disk full");
                    }
                    done.add(key);
                    return key;
                }));
        assertEquals("disk full", failure.getMessage());
        assertEquals(Set.of("free", "needs free"), Set.copyOf(done));
    }

    @Test
    void anOrderThatCannotBeIsRefused() {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        needs.put("b", Set.of("a"));
        needs.put("a", Set.of());
        String message = assertThrows(IllegalArgumentException.class, () -> SideBySide.inOrder(needs, key -> key))
                .getMessage();
        assertTrue(message.startsWith("b needs [a]"), message);
    }
}
