-- grain: invoice_id, days_since_default
-- kind: view
-- What each defaulted balance (int_default_cases) brought in to a day after its default; only those whose day, and the settlement
-- lag after it, has passed. A payment is recovery up to the exposure; a credit note takes its part out of the exposure, a
-- write-off neither.
with int_default_cases as (
    select invoice_id, currency, defaulted_on, exposure_amount, least_owed
    from int_default_cases
),

matured as (
    select
        int_default_cases.*,
        int_lgd_windows.days_since_default,
        date_add(defaulted_on, days_since_default) as ends_on
    from int_default_cases
    cross join int_lgd_windows
    where date_add(date_add(defaulted_on, days_since_default), :default_settlement_lag_days) <= :as_of
),

-- What is dated by the default and known in time is in the exposure already.
received as (
    select
        matured.invoice_id,
        matured.days_since_default,
        sum(int_movement_lines.paid_amount) as paid_amount,
        sum(int_movement_lines.credited_amount) as credited_amount
    from matured
    inner join int_movement_lines
        on matured.invoice_id = int_movement_lines.invoice_id
        and int_movement_lines.event_date <= matured.ends_on
        and int_movement_lines.visible_from <= date_add(matured.ends_on, :default_settlement_lag_days)
        and not (int_movement_lines.event_date <= matured.defaulted_on
            and int_movement_lines.visible_from <= date_add(matured.defaulted_on, :default_settlement_lag_days))
    group by matured.invoice_id, matured.days_since_default
),

recovered as (
    select
        matured.*,
        least(greatest(coalesce(received.paid_amount, 0), 0), matured.exposure_amount) as recovered_amount,
        greatest(coalesce(received.credited_amount, 0), 0) as given_back_amount
    from matured
    left join received
        on matured.invoice_id = received.invoice_id and matured.days_since_default = received.days_since_default
)

select
    invoice_id,
    currency,
    defaulted_on,
    days_since_default,
    least_owed,
    exposure_amount,
    cast(recovered_amount as decimal(19, 4)) as recovered_amount,
    cast(least(given_back_amount, exposure_amount - recovered_amount) as decimal(19, 4)) as credited_amount
from recovered
