package io.arrears.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Runs independent Spark work from a few threads: small jobs leave cores idle when they go one after the other. */
public final class SideBySide {

    private static final int THREADS = 4;

    private SideBySide() {
    }

    /**
     * The results in the order of the inputs. Waits for all, then throws the first failure.
     */
    public static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
        ExecutorService threads = Executors.newFixedThreadPool(Math.max(1, Math.min(THREADS, inputs.size())));
        try {
            List<Future<B>> running = new ArrayList<>();
            for (A input : inputs) {
                running.add(threads.submit(() -> work.apply(input)));
            }
            List<B> results = new ArrayList<>();
            RuntimeException failure = null;
            for (Future<B> each : running) {
                try {
                    results.add(each.get());
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

    private static RuntimeException unwrapped(Throwable cause) {
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause.getMessage(), cause);
    }
}
