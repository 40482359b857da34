-- grain: task, observation_date, entity_id
-- kind: view
-- The features both tasks share, of every observation. History is of the customer's other invoices (counts over all currencies,
-- money in this currency), null without a customer; recent_days_late: of the last 12 settled, newest first. Customer attributes
-- are current values. A view: each ABT reads its own task. sql/FEATURES.md defines every feature.
with observations as (
    select
        'default' as task, observation_date, invoice_id as entity_id, invoice_id, order_id, customer_id, sales_rep_id, sku,
        order_price, discount_share, currency, known_currency, is_scoring, invoice_date,
        due_date, amount, paid_amount, open_amount, due_amount, label, label_status, label_settled_on,
        settled_on, settled_days_late, settled_amount, true as is_billed, null as claim
    from int_observation_invoices
    union all
    select
        'recovery', observation_date, claim_id, invoice_id, order_id, customer_id, sales_rep_id, sku, order_price, discount_share,
        currency, known_currency, is_scoring, invoice_date, due_date, amount, paid_amount, open_amount, due_amount, label,
        label_status, label_settled_on, settled_on, settled_days_late, settled_amount, invoice_date is not null,
        struct(claim_type, attempts_count, failed_attempts, days_since_first_failure, days_since_last_attempt, provider,
            reason_code, payment_method, device, country, stored_retries, began_label_settled_on, began_outcome,
            began_provider, began_reason_code, began_claim_type, began_customer_id, is_aged)
    from int_observation_claims
    where is_observed
),
own as (
    select
        *,
        datediff(observation_date, due_date) as days_past_due,
        int(is_billed) as own_invoices,
        int(is_billed and coalesce(days_past_due > 0, false)) as own_overdue,
        int(settled_on is not null) as own_settled,
        int(settled_days_late is not null) as own_dated,
        int(coalesce(settled_days_late > 0, false)) as own_late
    from observations
),
history as (
    select
        customer_id, currency, observation_date, recent_outcomes, settled_invoices, dated_invoices, late_invoices, days_late,
        open_invoices, overdue_invoices, overdue_days, first_seen_on, last_paid_on, orders, refunds, failed_attempts,
        chargebacks, claims, recovered_claims, billed_invoices, billed_amount, dated_amount, late_amount, open_amount,
        overdue_amount, currency_orders, ordered_amount, refunded_amount
    from int_customer_history
),
counted as (
    select
        own.task, own.observation_date, entity_id, invoice_id, own.order_id, own.customer_id, own.currency, is_scoring,
        label, label_status, label_settled_on, claim, due_date, own.amount, paid_amount, own.open_amount, due_amount,
        days_past_due, datediff(due_date, invoice_date) as terms_days,
        datediff(own.observation_date, invoice_date) as days_since_issue,
        known_customers.segment, known_customers.region, known_customers.country, known_customers.credit_score,
        history.settled_invoices - own_settled as settled_invoices,
        history.dated_invoices - own_dated as dated_invoices,
        history.late_invoices - own_late as late_invoices,
        coalesce(history.days_late, 0) - coalesce(settled_days_late, 0) as sum_days_late,
        history.dated_amount - if(own_dated = 1, settled_amount, 0) as dated_amount,
        history.late_amount - if(own_late = 1, settled_amount, 0) as late_amount,
        slice(reverse(transform(filter(recent_outcomes, outcome -> not outcome.invoice_id <=> own.invoice_id),
            outcome -> outcome.days_late)), 1, 12) as recent_days_late,
        history.billed_invoices - own_invoices as billed_invoices,
        history.billed_amount - if(is_billed, own.amount, 0) as billed_amount,
        history.billed_amount as lifetime_amount,
        history.open_invoices - own_invoices as open_invoices,
        history.open_amount - if(is_billed, own.open_amount, 0) as customer_open_amount,
        history.overdue_invoices - own_overdue as overdue_invoices,
        history.overdue_amount - if(own_overdue = 1, own.due_amount, 0) as overdue_amount,
        history.overdue_days - if(own_overdue = 1, unix_date(due_date), 0) as overdue_days,
        datediff(own.observation_date, least(history.first_seen_on, known_customers.signup_date)) as tenure_days,
        datediff(own.observation_date, history.last_paid_on) as days_since_last_payment,
        history.orders, history.refunds, history.failed_attempts as customer_failed_attempts, history.chargebacks,
        history.claims, history.recovered_claims,
        history.currency_orders, history.ordered_amount, history.refunded_amount,
        known_products.category as product_category,
        discount_share,
        double(order_price) / nullif(double(known_products.list_price), 0) as price_to_list,
        (int_rep_history.late_invoices - own_late) / nullif(int_rep_history.dated_invoices - own_dated, 0)
            as rep_late_share,
        int_rep_history.refunds / nullif(int_rep_history.orders, 0) as rep_return_share
    from own
    left join history
        on own.customer_id = history.customer_id and own.known_currency = history.currency
        and own.observation_date = history.observation_date
    left join known_customers
        on own.customer_id = known_customers.customer_id and known_customers.visible_from <= own.observation_date
    left join known_products
        on own.sku = known_products.sku
    left join int_rep_history
        on own.sales_rep_id = int_rep_history.sales_rep_id and own.observation_date = int_rep_history.observation_date
),
sorted as (
    select
        *, array_sort(recent_days_late) as sorted_days_late, size(recent_days_late) as recent_invoices
    from counted
)
select
    task, observation_date, entity_id, invoice_id, order_id, customer_id, currency, is_scoring, label, label_status,
    label_settled_on, claim, due_date, amount, paid_amount, open_amount, due_amount, days_past_due, terms_days, days_since_issue,
    coalesce(segment, 'Unknown') as segment, coalesce(region, 'Unknown') as region, country, credit_score,
    settled_invoices, billed_invoices, billed_amount, lifetime_amount, open_invoices, customer_open_amount,
    overdue_invoices, overdue_amount, tenure_days, days_since_last_payment, orders, refunds, customer_failed_attempts,
    chargebacks, claims, recovered_claims, product_category, discount_share, price_to_list, rep_late_share,
    rep_return_share,
    double(paid_amount) / nullif(double(amount), 0) as paid_share,
    late_invoices / nullif(dated_invoices, 0) as past_late_rate,
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
    double(overdue_amount) / nullif(double(customer_open_amount), 0) as overdue_share,
    (overdue_invoices * unix_date(observation_date) - overdue_days) / nullif(overdue_invoices, 0) as mean_overdue_age_days,
    if(days_since_issue is null, null, double(amount) / nullif(double(lifetime_amount), 0)) as invoice_to_lifetime,
    double(ordered_amount) / nullif(currency_orders, 0) as mean_order_amount,
    refunds / nullif(orders, 0) as refund_order_share,
    double(refunded_amount) / nullif(double(ordered_amount), 0) as refund_amount_share,
    customer_failed_attempts / nullif(orders, 0) as failed_attempts_per_order
from sorted
