package io.arrears.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Runs independent Spark work from a few threads: small jobs leave cores idle when they go one after the other. */
public final class SideBySide {

    private static final int THREADS = 4;

    private SideBySide() {}

    /**
     * The results in the order of the inputs. Waits for all, then throws the first failure.
     */
    public static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
        Map<Integer, Set<Integer>> needs = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            needs.put(i, Set.of());
        }
        return new ArrayList<>(inOrder(needs, i -> work.apply(inputs.get(i))).values());
    }

    /**
     * The results by key. Work on a key starts when all that it needs is done, and never when one of these failed.
     * Waits for all that started, then throws the first failure.
     *
     * @param needs the keys, in an order in which each comes after those it needs
     * @throws IllegalArgumentException when a key needs one that does not come before it
     */
    public static <K, V> Map<K, V> inOrder(Map<K, Set<K>> needs, Function<K, V> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, needs.size())));
        try {
            Map<K, CompletableFuture<V>> running = new LinkedHashMap<>();
            needs.forEach((key, before) -> {
                if (!running.keySet().containsAll(before)) {
                    throw new IllegalArgumentException(
                            key + " needs " + before + ": expected them before it, found " + running.keySet());
                }
                CompletableFuture<?>[] done = before.stream().map(running::get).toArray(CompletableFuture[]::new);
                running.put(key, CompletableFuture.allOf(done).thenApplyAsync(ready -> work.apply(key), threads));
            });
            Map<K, V> results = new LinkedHashMap<>();
            RuntimeException failure = null;
            for (Map.Entry<K, CompletableFuture<V>> each : running.entrySet()) {
                try {
                    results.put(each.getKey(), each.getValue().get());
                } catch (ExecutionException e) {
                    failure = failure == null ? unwrapped(e.getCause()) : failure;
                }
            }
            if (failure != null) {
                throw failure;
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for parallel work", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** What failed; work that waited for it carries the same failure in an envelope. */
    private static RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof CompletionException && cause.getCause() != null) {
            return unwrapped(cause.getCause());
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause.getMessage(), cause);
    }
}
