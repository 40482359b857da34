/** Measures of predictions: ranking, calibration, intervals, gains. */
package io.arrears.model.metric;
