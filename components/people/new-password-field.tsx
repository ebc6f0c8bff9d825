import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { PASSWORD_MIN } from "#lib/auth/domain";

type Props = {
  label: string;
  error: string[];
  /** A sentence behind the rule. */
  more?: string;
  autoFocus?: boolean;
};

/** The field `password` of a form in which somebody chooses one; browsers then offer to make it. */
export function NewPasswordField({ label, error, more, autoFocus }: Props) {
  const rule = `At least ${PASSWORD_MIN} characters.`;
  return (
    <Field label={label} hint={more ? `${rule} ${more}` : rule} error={error}>
      <Input
        name="password"
        type="password"
        required
        minLength={PASSWORD_MIN}
        autoComplete="new-password"
        autoFocus={autoFocus}
      />
    </Field>
  );
}
