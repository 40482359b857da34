-- grain: invoice_id
-- kind: view
-- The first default of an invoice: a balance is left :default_horizon_days after the due date that the day knew, as the label of
-- the default task sees it (dated by defaulted_on, known :default_settlement_lag_days later; of parts the oldest not settled;
-- neither excluded nor disputed). A write-off settles nothing. exposure_amount: all that is open on the invoice then.
with ends as (
    select
        invoice_id, currency, known_currency, due_date, new_due_date,
        date_add(due_date, :default_horizon_days) as defaulted_on
    from int_invoice_states
    where excluded_because is null and date_add(due_date, :default_horizon_days) between valid_from and valid_to
),

settled as (
    select *, date_add(defaulted_on, :default_settlement_lag_days) as known_on
    from ends
    where date_add(defaulted_on, :default_settlement_lag_days) <= :as_of
),

disputed as (
    select settled.invoice_id, settled.defaulted_on, count(*) as disputes
    from settled
    inner join known_disputes
        on settled.invoice_id = known_disputes.invoice_id
        and known_disputes.opened_date <= settled.defaulted_on
        and known_disputes.visible_from <= settled.known_on
        and coalesce(known_disputes.closed_date > settled.defaulted_on, true)
    group by settled.invoice_id, settled.defaulted_on
),

summed as (
    select
        settled.invoice_id,
        settled.defaulted_on,
        sum(int_movement_lines.billed_amount) as billed_amount,
        sum(int_movement_lines.paid_amount) as paid_amount,
        sum(if(int_movement_lines.kind = 'b', int_movement_lines.billed_amount, 0)) as charged_amount
    from settled
    inner join int_movement_lines
        on settled.invoice_id = int_movement_lines.invoice_id
        and int_movement_lines.event_date <= settled.defaulted_on
        and int_movement_lines.visible_from <= settled.known_on
    group by settled.invoice_id, settled.defaulted_on
),

-- Of a part that was due, what is due after it is no default yet.
judged as (
    select
        settled.invoice_id,
        settled.currency,
        settled.defaulted_on,
        terms.minor_units(:tolerance, settled.known_currency) as least_owed,
        summed.billed_amount,
        cast(summed.billed_amount - summed.paid_amount as decimal(19, 4)) as exposure_amount,
        if(int_instalments.later_amount is null, 0, int_instalments.later_amount + greatest(summed.charged_amount, 0))
            as later_amount
    from settled
    inner join summed
        on settled.invoice_id = summed.invoice_id and settled.defaulted_on = summed.defaulted_on
    left join disputed
        on settled.invoice_id = disputed.invoice_id and settled.defaulted_on = disputed.defaulted_on
    left join int_instalments
        on settled.invoice_id = int_instalments.invoice_id
        and settled.due_date = greatest(int_instalments.due_date, settled.new_due_date)
        and coalesce(int_instalments.next_due_date > settled.new_due_date, true)
    where disputed.invoice_id is null
),

defaults as (
    select
        *,
        row_number() over (
            partition by invoice_id order by defaulted_on rows between unbounded preceding and current row
        ) as place
    from judged
    where billed_amount > least_owed and exposure_amount - later_amount > least_owed
)

select invoice_id, currency, defaulted_on, exposure_amount, least_owed
from defaults
where place = 1
