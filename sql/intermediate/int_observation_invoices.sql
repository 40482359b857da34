-- grain: observation_date, invoice_id
-- kind: table
-- Open invoices (balance above :tolerance) at each observation date: what was known of them at its end, and the label of
-- what came after: is it, or its oldest part not settled then, still open? What counts is dated by window_ends_on (due date +
-- horizon) and known by label_settled_on (settlement lag later). An observation ends before its window does: on the last day
-- the label is known.
with states as (
    select
        invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency, known_currency, invoice_date,
        issued_on, valid_from, valid_to,
        due_date, amount, paid_amount, open_amount, open_parts, written_off_amount, settled_on, settled_days_late,
        settled_amount, excluded_because, date_add(due_date, :default_horizon_days) as window_ends_on,
        max(case when valid_to = :as_of and open_amount > terms.minor_units(:tolerance, known_currency)
            then coalesce(date_add(due_date, :default_horizon_days) > :as_of, true) end)
            over (partition by invoice_id order by valid_from
            rows between unbounded preceding and unbounded following) as is_pending_at_as_of
    from int_invoice_states
),
invoice_movements as (
    select
        invoice_id,
        collect_list(struct(event_date, visible_from, billed_amount, paid_amount,
            if(kind = 'b', billed_amount, 0) as charged_amount)) as movements
    from int_movement_lines
    where kind <> 'e'
    group by invoice_id
),
spells as (
    select
        *,
        greatest(valid_from, date_add(add_months(:as_of, -:history_months), 1)) as first_day,
        least(valid_to, date_sub(:as_of, 1), date_sub(window_ends_on, 1)) as last_day
    from states
    where open_amount > terms.minor_units(:tolerance, known_currency)
),
calendars as (
    select
        *,
        case
            when not :is_training or window_ends_on is null or first_day > last_day then array()
            when :default_observe = 'month_ends' then transform(
                sequence(0, (year(last_day) - year(first_day)) * 12 + month(last_day) - month(first_day)),
                months -> last_day(add_months(first_day, months)))
            when :default_observe = 'week_ends' then transform(
                sequence(0, int(datediff(last_day, first_day) div 7)),
                weeks -> date_add(next_day(date_sub(first_day, 1), 'SUNDAY'), 7 * weeks))
            when valid_from = issued_on and first_day = issued_on then array(issued_on)
            else array()
        end as panel_days,
        case
            when :default_observe <> 'at_issue' or not coalesce(is_pending_at_as_of, true)
                then if(valid_to = :as_of, array(:as_of), array())
            when valid_from = issued_on and is_pending_at_as_of then array(issued_on)
            else array()
        end as scoring_days
    from spells
),
observed as (
    select *
    from calendars
    lateral view explode(array_union(filter(panel_days, day -> day <= last_day), scoring_days)) days as observation_date
),
labelled as (
    select
        observed.*,
        date_add(window_ends_on, :default_settlement_lag_days) as label_settled_on,
        filter(invoice_movements.movements, movement -> movement.event_date <= window_ends_on
            and movement.visible_from <= date_add(window_ends_on, :default_settlement_lag_days)) as counted,
        aggregate(counted, cast(0 as decimal(19, 4)),
            (total, movement) -> cast(total + movement.billed_amount as decimal(19, 4))) as window_amount,
        aggregate(counted, window_amount,
            (total, movement) -> cast(total - movement.paid_amount as decimal(19, 4))) as window_open_amount,
        get(open_parts, 0).later_amount + greatest(aggregate(counted, cast(0 as decimal(19, 4)),
            (total, movement) -> cast(total + movement.charged_amount as decimal(19, 4))), 0) as later_amount,
        coalesce(exists(disputes, dispute -> dispute.opened_date <= window_ends_on
            and dispute.visible_from <= date_add(window_ends_on, :default_settlement_lag_days)
            and coalesce(dispute.closed_date > window_ends_on, true)), false) as is_disputed
    from observed
    inner join invoice_movements on observed.invoice_id = invoice_movements.invoice_id
    left join int_reliefs on observed.invoice_id = int_reliefs.invoice_id
),
judged as (
    select
        *,
        case
            when excluded_because = 'void' then 'excluded:void'
            when window_ends_on is null then 'no_due_date'
            when observation_date >= window_ends_on then 'defaulted'
            when excluded_because is not null then concat('excluded:', excluded_because)
            when label_settled_on > :as_of then 'open_window'
            when window_amount <= terms.minor_units(:tolerance, known_currency) then 'excluded:credited'
            when is_disputed then 'excluded:disputed'
            else 'mature'
        end as label_status
    from labelled
)
select
    observation_date, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share, currency,
    known_currency, array_contains(scoring_days, observation_date) and label_status <> 'excluded:void' as is_scoring,
    invoice_date, issued_on, due_date, amount, paid_amount, open_amount,
    coalesce(array_max(filter(open_parts, part -> part.due_date < observation_date)).due_amount,
        get(open_parts, 0).due_amount, open_amount) as due_amount,
    case when label_status = 'mature' then cast(
        window_open_amount - if(open_parts is null, 0, coalesce(later_amount, 0) + written_off_amount)
            > terms.minor_units(:tolerance, known_currency) as int
    ) end as label,
    label_status, label_settled_on, settled_on, settled_days_late, settled_amount
from judged
