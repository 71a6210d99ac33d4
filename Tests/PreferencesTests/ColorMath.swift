import Foundation
import Terminal

/// What eyes make of a color, for tests of themes.
struct LinearColor {
  /// Red, green and blue by their light, each 0 to 1.
  let parts: [Double]

  /// Nil for a color that the terminal chooses.
  init?(_ color: Color) {
    guard case .rgb(let red, let green, let blue) = color else { return nil }
    parts = [red, green, blue].map { value in
      let share = Double(value) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
  }

  private init(parts: [Double]) { self.parts = parts.map { min(max($0, 0), 1) } }

  /// The relative luminance of WCAG 2.1.
  var luminance: Double { 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2] }

  /// The contrast ratio of WCAG 2.1, 1 to 21.
  func contrast(with other: LinearColor) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }

  /// How somebody sees it who lacks one kind of cone altogether.
  func seen(by deficiency: Deficiency) -> LinearColor {
    LinearColor(parts: deficiency.rows.map { row in zip(row, parts).map(*).reduce(0, +) })
  }

  /// How different two colors look: the distance in CIE L*a*b* (CIE 1976), where 2 is just seen.
  func difference(from other: LinearColor) -> Double {
    zip(lab, other.lab).map { ($0 - $1) * ($0 - $1) }.reduce(0, +).squareRoot()
  }

  private var lab: [Double] {
    let x = (0.4124 * parts[0] + 0.3576 * parts[1] + 0.1805 * parts[2]) / 0.95047
    let z = (0.0193 * parts[0] + 0.1192 * parts[1] + 0.9505 * parts[2]) / 1.08883
    let (fx, fy, fz) = (Self.root(x), Self.root(luminance), Self.root(z))
    return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)]
  }

  private static func root(_ value: Double) -> Double {
    value > 0.008856 ? cbrt(value) : 7.787 * value + 16 / 116
  }
}

/// A kind of cone that is missing.
///
/// The matrices are those for severity 1.0 of G. Machado, M. Oliveira and L. Fernandes, "A
/// Physiologically-based Model for Simulation of Color Vision Deficiency" (IEEE TVCG 15(6), 2009).
enum Deficiency: CaseIterable {
  case protanopia
  case deuteranopia
  case tritanopia

  var rows: [[Double]] {
    switch self {
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }
}
