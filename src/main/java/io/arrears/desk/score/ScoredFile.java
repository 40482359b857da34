package io.arrears.desk.score;

import io.arrears.desk.Kind;
import io.arrears.desk.file.Refusal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A file after scoring, or what a run published.
 *
 * @param byCurrency cases of each currency, best first
 * @param debtors the same cases by customer
 * @param days other days the same table holds, newest first; empty for a file
 * @param reasons of one case
 */
public record ScoredFile(
        String name,
        Kind kind,
        FileSummary summary,
        Map<String, List<Scored>> byCurrency,
        Debtors debtors,
        List<Refusal> refusals,
        List<String> days,
        String trainedAsOf,
        Function<Scored, List<String>> reasons) {

    static Map<String, List<Scored>> ranked(List<Scored> scored) {
        Map<String, List<Scored>> ranked = scored.stream()
                .collect(Collectors.groupingBy(each -> each.row().currency(), TreeMap::new, Collectors.toList()));
        ranked.values().forEach(Scored::rank);
        return ranked;
    }
}
