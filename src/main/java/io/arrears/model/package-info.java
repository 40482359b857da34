/** The stages that train, tune, score and backtest. */
package io.arrears.model;
