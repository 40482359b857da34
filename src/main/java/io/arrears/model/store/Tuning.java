package io.arrears.model.store;

import io.arrears.lake.AsOf;
import java.util.List;
import java.util.Map;

/**
 * What a search for parameters tried and chose; stored beside the versions of the task.
 *
 * @param asOf the day whose observations were used
 * @param seed of the order in which candidates are tried
 * @param trials in the order they were made
 * @param chosen parameters of the best trial on all rows
 * @param reason the choice in words, with the figures
 * @param configuration lines to put into the configuration; none when the configured parameters are the best
 */
public record Tuning(
        String task,
        AsOf asOf,
        long seed,
        List<Trial> trials,
        Map<String, Object> chosen,
        String reason,
        List<String> configuration) {

    /**
     * One fit.
     *
     * @param rows training observations it saw
     * @param logLoss on calibration rows, after calibration, each half judged by the other's calibrator
     */
    public record Trial(Map<String, Object> parameters, long rows, double logLoss) {}
}
