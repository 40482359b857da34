package io.arrears.publish.report;

import io.arrears.lake.AsOf;
import io.arrears.terms.Ageing;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a report is made of: a bounded number of rows by name, of the day and of the day published before it.
 * Names are those of marts and of the files in {@code sql/report}.
 *
 * @param ageing the ranges of the day's ageing buckets
 * @param days every published day, oldest first
 * @param today rows of the day; a name that is not there was never published
 * @param before rows of {@code previous}
 */
public record Facts(
        AsOf asOf,
        String run,
        Optional<AsOf> previous,
        Ageing ageing,
        List<LocalDate> days,
        Map<String, List<Fact>> today,
        Map<String, List<Fact>> before) {

    List<Fact> of(String name) {
        return today.getOrDefault(name, List.of());
    }

    List<Fact> of(String name, String currency) {
        return of(name).stream().filter(fact -> fact.is("currency", currency)).toList();
    }

    List<Fact> before(String name) {
        return before.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return !of(name).isEmpty();
    }

    /**
     * The currencies of the books, the one with most invoices first; without rows whose currency is not known: they
     * have no sums.
     */
    public List<String> currencies() {
        return of("mart_kpis").stream()
                .filter(fact -> fact.knows("outstanding_amount"))
                .sorted(Comparator.comparing((Fact fact) -> -fact.count("invoices"))
                        .thenComparing(fact -> fact.text("currency")))
                .map(fact -> fact.text("currency"))
                .toList();
    }

    /** The key figures of a currency. */
    Fact kpis(String currency) {
        return of("mart_kpis", currency).get(0);
    }

    /** The key figures of a currency on the day published before; empty when it had none. */
    Optional<Fact> kpisBefore(String currency) {
        return before("mart_kpis").stream()
                .filter(fact -> fact.is("currency", currency))
                .findFirst();
    }

    /** The verdict on the model of a task; empty when the task is not there. */
    String verdict(String task) {
        return judged(of("mart_model_metrics"), task)
                .map(fact -> fact.text("verdict"))
                .orElse("");
    }

    /** A row of the model that gave the scores; where there is none, of the newest attempt to fit one. */
    static Optional<Fact> judged(List<Fact> metrics, String task) {
        return metrics.stream()
                .filter(fact -> fact.is("task", task) && fact.knows("verdict"))
                .min(Comparator.comparing((Fact fact) -> !(fact.is("metric", "roc_auc")
                                && fact.is("slice", "test")
                                && !fact.text("model").startsWith("baseline:")))
                        .thenComparing(fact -> fact.text("model_version")));
    }

    /** The tasks that were judged, default first. */
    List<String> tasks() {
        return of("mart_model_metrics").stream()
                .map(fact -> fact.text("task"))
                .distinct()
                .sorted()
                .toList();
    }
}
