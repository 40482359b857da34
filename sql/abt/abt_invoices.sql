-- grain: observation_date, invoice_id
-- Open invoices at each observation date: features known at its end and a label that looks after it (1 = a balance is left
-- at due date + horizon). Rates 0–1, days in days, money in currency; null: no history, or nothing to divide by.
-- sql/FEATURES.md defines every feature.
with observations as (
    select
        observation_date, entity_id, customer_id, currency, is_scoring, label, label_status, label_settled_on, due_date,
        amount, paid_amount, open_amount, days_past_due, terms_days, days_since_issue, segment, region, country, credit_score,
        settled_invoices, dated_invoices, late_invoices, sum_days_late, dated_amount, late_amount, recent_days_late,
        billed_invoices, billed_amount, lifetime_amount, open_invoices, customer_open_amount, overdue_invoices,
        overdue_amount, overdue_days, tenure_days, days_since_last_payment, orders, refunds, failed_attempts, chargebacks,
        currency_orders, ordered_amount, refunded_amount, product_category, discount_share, price_to_list,
        rep_late_share, rep_return_share,
        array_sort(recent_days_late) as sorted_days_late,
        size(recent_days_late) as recent_invoices
    from int_observation_features
    where task = 'default'
)
select
    observation_date,
    entity_id as invoice_id,
    entity_id,
    customer_id,
    is_scoring,
    currency,
    coalesce(region, 'Unknown') as region,
    coalesce(segment, 'Unknown') as segment,
    country,
    amount,
    open_amount,
    label,
    label_status,
    label_settled_on,
    case
        when due_date is null then 'No Due Date'
        when days_past_due <= 0 then 'Not Due'
        when days_past_due <= 30 then '1-30 Days'
        when days_past_due <= 60 then '31-60 Days'
        when days_past_due <= 90 then '61-90 Days'
        else '90+ Days'
    end as ageing_bucket,
    late_invoices / nullif(dated_invoices, 0) as past_late_rate,
    double(amount) * billed_invoices / nullif(double(billed_amount), 0) as amount_to_usual,
    terms_days,
    days_since_issue,
    days_past_due,
    double(paid_amount) / nullif(double(amount), 0) as paid_share,
    datediff(last_day(due_date), due_date) as due_days_to_month_end,
    datediff(add_months(trunc(due_date, 'quarter'), 3), due_date) - 1 as due_days_to_quarter_end,
    settled_invoices,
    double(late_amount) / nullif(double(dated_amount), 0) as late_amount_share,
    sum_days_late / nullif(dated_invoices, 0) as mean_days_late,
    (get(sorted_days_late, int((recent_invoices - 1) div 2)) + get(sorted_days_late, int(recent_invoices div 2))) / 2
        as median_days_late_last_12,
    array_max(recent_days_late) as max_days_late_last_12,
    get(recent_days_late, 0) as days_late_last_1,
    aggregate(slice(recent_days_late, 1, 3), 0, (total, days) -> total + days) / nullif(least(recent_invoices, 3), 0)
        as mean_days_late_last_3,
    aggregate(transform(recent_days_late, (days, place) -> days * (recent_invoices - place)), 0,
        (total, days) -> total + days) / nullif(recent_invoices * (recent_invoices + 1) div 2, 0) as weighted_days_late_last_12,
    open_invoices,
    customer_open_amount,
    overdue_invoices,
    overdue_amount,
    double(overdue_amount) / nullif(double(customer_open_amount), 0) as overdue_share,
    (overdue_invoices * unix_date(observation_date) - overdue_days) / nullif(overdue_invoices, 0) as mean_overdue_age_days,
    tenure_days,
    lifetime_amount,
    double(amount) / nullif(double(lifetime_amount), 0) as invoice_to_lifetime,
    double(ordered_amount) / nullif(currency_orders, 0) as mean_order_amount,
    orders,
    refunds,
    refunds / nullif(orders, 0) as refund_order_share,
    double(refunded_amount) / nullif(double(ordered_amount), 0) as refund_amount_share,
    failed_attempts,
    failed_attempts / nullif(orders, 0) as failed_attempts_per_order,
    chargebacks,
    days_since_last_payment,
    product_category,
    discount_share,
    price_to_list,
    rep_late_share,
    rep_return_share,
    credit_score
from observations
