-- grain: currency, valid_from
-- kind: kept
-- The value of one unit of a currency in :reporting_currency from valid_from to valid_to, by the rates known at the as-of
-- day: each counts until the next, at most :max_rate_age_days. A quoted pair goes before the reverse of its opposite, and
-- no rate is made of two others. No row: no rate, which is never 1. Empty without a reporting currency.
with quoted as (
    select from_currency as currency, rate_date, rate as fx_rate, 1 as preference
    from known_fx_rates
    where to_currency = :reporting_currency and from_currency <> to_currency
    union all
    select to_currency, rate_date, cast(1 / rate as decimal(24, 10)), 2
    from known_fx_rates
    where from_currency = :reporting_currency and from_currency <> to_currency
),

daily as (
    select currency, rate_date, min_by(fx_rate, preference) as fx_rate
    from quoted
    where fx_rate > 0
    group by currency, rate_date
),

spells as (
    select
        currency,
        fx_rate,
        rate_date as valid_from,
        least(date_add(rate_date, :max_rate_age_days), date_sub(min(rate_date) over (
            partition by currency
            order by rate_date
            rows between 1 following and 1 following
        ), 1)) as valid_to
    from daily
    union all
    select :reporting_currency, cast(1 as decimal(24, 10)), date '0001-01-01', date '9999-12-31'
    where :reporting_currency <> ''
)

select currency, fx_rate, valid_from, valid_to
from spells
